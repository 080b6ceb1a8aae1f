group-ask = “{ $title }” is not linked yet. Who is this group for?
group-card-route = ✅ Linked: retailers of route { $route } ({ $district })
group-card-district = ✅ Linked: retailers of the whole district { $district }
group-card-desk =
    ✅ Linked: service desk of { $district }
    The district’s complaints arrive here; reply to a complaint’s card and the retailer gets your answer.
group-card-topics = Column topics: { $columns }
group-card-hashtags = Columns (no topics in this group, so by hashtag): { $columns }
group-card-missing =
    ⚠️ Columns without a topic: { $columns }
    Please make me an admin with “Manage topics”; I then add them by myself. Until then these columns go to General, with a hashtag.
group-card-public = ⚠️ This group is public (@{ $username }): anyone can read it. Supply news and new products are not posted here until you make it private.
group-card-unconfirmed =
    ⚠️ Supply news and new products are not posted here yet: they are for licensed retailers only.
    If nobody else is in this group, press the first button; that is needed once.
group-card-confirmed = An admin confirmed that only licensed retailers are in it.
group-card-language = Language: English
group-comma = {", "}

group-licensed = ✅ Only licensed retailers are in it
group-licensed-undo = Take back: others are in it too
group-route = Retailers of one route
group-district = Retailers of a whole district
group-desk = Service desk of a district
group-unlink = Unlink
group-unlink-yes = Yes, unlink
group-back = Back
group-page = { $page }/{ $pages }

group-choose-route = Which route’s retailers is this group for?
group-choose-district = Which district’s retailers is this group for?
group-choose-desk = Which district’s service desk is this?
group-no-places = There are no districts and routes yet. Send me /import in private to load the retailer roster, then link this group.
group-making-topics = Linked. Making the column topics takes about 15 seconds.
group-linked = Linked.
group-desk-taken = The service desk of this district is “{ $title }”. To move it, send /group there and unlink it first.
group-desk-public = This group is public (@{ $username }): anyone could read the complaints. Please make it private first, then send /group again.
group-desk-turned-public =
    ⚠️ The service desk group “{ $title }” ({ $district }) is public now (@{ $username }): anyone could read the complaints, so I no longer use it.
    New complaints of this district go to the service desk’s staff in private, or to the supervisors. To use the group again, make it private and send /group there.
group-place-gone = This route or district is no longer in the records. Please send /group and choose again.
group-button-old = This button no longer works. Please send /group in the group.
group-unlink-sure = Once unlinked, column posts, order reminders and complaints no longer go through “{ $title }”. Are you sure?
group-unlinked = “{ $title }” is no longer linked. An admin can send /group at any time.
group-topics-made = ✅ Column topics are ready: { $columns }

group-hello = Hello, I am Tongzhou, the company’s service assistant for retailers. A company admin sends /group here to link this group.
group-returned = I am back; the service in this group goes on.

group-list-head = { $n ->
    [one] 1 group is linked:
   *[other] { $n } groups are linked:
}
group-list-empty = No group is linked yet.
group-list-route = · { $title } — route { $route } ({ $district })
group-list-district = · { $title } — all of { $district }
group-list-desk = · { $title } — service desk of { $district }
group-list-left = { " " }(I was removed)
group-list-public = { " " }(public)
group-list-how =
    To link a group:
    1. Add me to it and make me an admin with “Manage topics”.
    2. Send /group there and choose the route or district.
