role-admin = Admin
role-supervisor = Supervisor
role-account_manager = Account manager
role-service_desk = Service desk
role-broadcaster = Broadcaster
role-order_department = Order department
role-brand_partner = Brand partner

staff-title = Staff: { $count }
staff-line = { $code } { $name } · { $roles } · { $district } · { $linked }
staff-owners = Admins named by ADMIN_IDS and not listed here: { $count }.
staff-card =
    { $name } ({ $code })
    Roles: { $roles }
    District: { $district }
    Phone: { $phone }
    Telegram: { $linked }
staff-linked = linked
staff-unlinked = not yet linked
staff-no-role = no role yet
staff-no-phone = not known
staff-whole-company = whole company
staff-add = ➕ Add
staff-roles = Roles
staff-district = District
staff-invite = Link
staff-remove = Remove
staff-remove-yes = Yes, remove
staff-back = Back
staff-done = Done
staff-cancel = Cancel
staff-cancelled = Cancelled; nobody was added.
staff-in-private = Please manage staff in a private chat with me.
staff-add-help =
    Two ways to add a colleague:
    1. Send me their contact card, then choose staff code and roles.
    2. Send one line: /staff add CODE NAME role district
    For example: /staff add AM01 Wang Fang account_manager East
    Several roles are joined by commas: account_manager, supervisor, service_desk, broadcaster, order_department, brand_partner, admin. Without a district it is the whole company.
staff-ask-code = What is the staff code of { $name }? Press one that is not linked yet, or send a new one.
staff-ask-roles =
    Which roles has { $name } ({ $code })? A tap gives a role, another takes it away, at once.
    Now: { $roles }
staff-ask-district = Which district does { $name } ({ $code }) belong to? Now: { $district }
staff-ask-remove = Removing { $name } ({ $code }) ends these rights at once: { $roles }. Are you sure?
staff-removed = { $name } ({ $code }) is removed; the rights have ended.
staff-added-linked = ✅ { $name } ({ $code }) is added and linked. Please ask them to open { $bot } and press Start, so that I may write to them.
staff-added-unlinked = ✅ { $name } ({ $code }) is added. The card has no Telegram account, so send them a link later.
staff-invite-link =
    Please forward this link to { $name }; opening it links them (once only, until { $until }):
    { $url }
staff-welcome =
    ✅ Hello { $name }, you are linked. Your roles: { $roles }
    Your commands are in the menu at the lower left, or send /help.
staff-join-unknown = This link is not valid; a newer one may have taken its place. Please ask an admin for the latest.
staff-join-used = This link has been used, and each works only once. Please ask an admin for a new one.
staff-join-expired = This link has expired (it was good for 7 days). Please ask an admin for a new one.
staff-join-person_taken = Your Telegram account belongs to another staff code already. To change it, please ask an admin.
staff-not_found = This member of staff has been removed.
staff-contact_gone = This card has been dealt with. To add somebody, please send the card again.
staff-district_gone = This district no longer exists; please choose again.
staff-last_admin = This is the last admin and has to stay. Please make somebody else an admin first.
staff-already_linked = This member of staff is linked already and needs no link.
staff-code_taken = Staff code { $code } belongs to { $name }. Please choose another one, or remove that colleague first.
staff-person_taken = This Telegram account belongs to { $name } ({ $code }), and an account stands for one member of staff only.
staff-bad_code = A staff code is one word without spaces, 20 characters at most, such as AM01. Please send it again.
staff-name_too_long = A name has 40 characters at most; please shorten it.
staff-incomplete = Something is missing. Please write: /staff add AM01 Wang Fang account_manager East
staff-unknown_role = I see no role. Choose from account_manager, supervisor, service_desk, broadcaster, order_department, brand_partner, admin. For example: /staff add AM01 Wang Fang account_manager East
staff-unknown_district = There is no district “{ $district }”. Known: { $known }
staff-no-district = none yet (the roster brings them)

# The right to post
staff-posts-send = Posts: sends alone
staff-posts-submit = Posts: needs approval
staff-posts-make-send = Posts: let send alone
staff-posts-make-submit = Posts: require approval
staff-no_choice = With these roles there is no choice: an admin sends alone, a brand partner needs approval.
