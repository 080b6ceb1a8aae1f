bind-notice =
    Before you are verified:
    · What we store: your Telegram name and id, the phone number we compare with the roster, the shops you act for, and the complaints and questions you send.
    · Why: to be sure that you are a licensed retailer, to send you supply news and order reminders, and to follow up your complaints. Nothing else.
    · Who may use it: licensed tobacco retailers only, 18 or older.
    If you do not agree, we will not ask for your number.
bind-agree = I agree
bind-decline = I do not agree
bind-declined = All right, we have not asked for your number. Send /bind whenever you want to be verified; for anything else turn to { $manager }{ $hotline }.
bind-ask-contact = Please press the button below to share your phone number, so that I can compare it with the roster.
bind-share = 📱 Share my phone number
bind-in-private = Verification needs your phone number, so please do it in a private chat: about ten seconds.
bind-foreign-contact = This is somebody else's card. Only your own phone number can verify you: please press the button below.
bind-welcome =
    ✅ Verified: { $shops }
    The four buttons below are always there; you can also just send me text or a photo.
bind-not-active = { $shops }: suspended or closed in the roster, so you can not be verified for now. Please turn to { $manager }{ $hotline }, and send /bind again once the roster is updated.
bind-phone-unknown =
    This phone number is not in the roster.
    Please send me the shop's 12-digit licence number; once the company has confirmed it, you can start.
bind-manager = your account manager { $name }
bind-your-manager = your account manager
bind-hotline = {" "}or call { $phone }
bind-office = the company
bind-licence-format = A licence number has 12 digits; it is on the front of the licence. Please send it again.
bind-cancel = Cancel
bind-cancelled = Cancelled. Send /bind whenever you want to be verified.
bind-requested =
    ✅ Licence { $licence } submitted; { $who } has to confirm it.
    I will write to you as soon as that is done. There is no need to send it again.
bind-licence-licence_unknown = { $licence } is not in the roster. Please check the front of the licence and send it again (at most { $tries } times in 24 hours), or turn to { $manager }{ $hotline }.
bind-licence-too_many_tries = You can try { $tries } times in 24 hours, and that is used up. Please try again tomorrow, or turn to { $manager }{ $hotline }.
bind-licence-already_pending = Your request for licence { $licence } is waiting to be confirmed. I will write to you when it is decided.
bind-licence-already_linked = You act for the shop of licence { $licence } already; there is nothing more to do.
bind-licence-not_active = Licence { $licence } is suspended or closed in the roster, so you can not be verified for now. Please turn to { $manager }{ $hotline }.
bind-licence-nobody_to_ask = Nobody can confirm your request at the moment, so it was not submitted. Please turn to { $manager }{ $hotline }.

link-request =
    Please confirm: { $name } wants to act for { $shop }
    { $route } · licence { $licence }
    Phone { $phone } (not in the roster)
    Approve only once you know that this is the owner or a clerk.
link-approve = Approve
link-refuse = Refuse
link-decided-approved = ✅ Approved by { $by }: { $name } for { $shop }
link-decided-refused = Refused by { $by }: { $name } for { $shop }
link-already-approved = Already approved by { $by }; nothing is left to do.
link-already-refused = Already refused by { $by }; nothing is left to do.
link-not_yours = This request is for the route's account manager, the district's supervisor or an admin.
link-not_found = This request no longer exists.
link-shop_not_active = This shop is suspended or closed in the roster and can not be approved. Update the roster first, or press “Refuse”.
link-refused-person = Your request for licence { $licence } was not confirmed. If you have questions, please turn to { $manager }{ $hotline }.

bind-already = You are verified: { $shops }. For another shop, ask your account manager to put your number on it in the roster.
