order-shop = 📦 { $shop }
order-open = Ordering closes { $cutoff }. Time left: { $left }
order-closed = Closed { $cutoff }
order-cancelled = ⚠️ The ordering window that closes { $cutoff } was cancelled
order-later = Next order: opens { $opens }, closes { $cutoff }
order-received = ✅ The company has your order: { $cartons ->
    [one] { $cartons } carton
   *[other] { $cartons } cartons
 } (data as of { $time })
order-none = As of { $time } we have no order of yours
order-no-feed = We have had no order data from the company yet today: please check in the ordering system
order-no-window = No ordering day in the next 14 days; please ask your account manager if this looks wrong
order-more-shops = Not shown: { $count ->
    [one] { $count } shop
   *[other] { $count } shops
 }
order-where = Orders go to the company's ordering system; I cannot take them.
order-where-phone = Orders go to the company's ordering system or to the ordering line, { $phone }; I cannot take them.
order-in-private = Your orders are shown in private only: open our private chat and press “Today's order” or send /order.

order-refresh = 🔄 Refresh
order-refreshed = Up to date as of { $time }.
