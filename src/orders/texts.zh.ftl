order-shop = 📦 { $shop }
order-open = { $cutoff } 截止订货，还剩 { $left }
order-closed = { $cutoff } 已截止
order-cancelled = ⚠️ { $cutoff } 截止的订货已取消
order-later = 下次订货：{ $opens } 开始，{ $cutoff } 截止
order-received = ✅ 公司已收到您的订单，共 { $cartons } 条（数据截至 { $time }）
order-none = 截至 { $time } 未收到您的订单
order-no-feed = 今天还没有收到公司的订单数据，是否已订请以订货系统为准
order-no-window = 近 14 天没有订货安排，有疑问请问客户经理
order-more-shops = 另有 { $count } 家店未列出
order-where = 订货请到公司订货系统，我这里不接订单。
order-where-phone = 订货请到公司订货系统，或拨打订货热线 { $phone }；我这里不接订单。
order-in-private = 订货情况只在私聊里看：请打开和我的私聊，点“今日订货”或发 /order。

order-refresh = 🔄 刷新
order-refreshed = 已更新到 { $time }。
