import-intro =
    Send an Excel file (.xlsx, its first sheet) or a CSV file here to import it; Chinese headers are fine:
    · Roster: licence_no, shop_name, phone, district, route (and account_manager, status, supply_group ...)
    · Ordering calendar: route, weekdays, cutoff
    · Orders: order_no, licence_no, ordered_at, cartons, amount
    Good rows take effect at once; bad ones I list for you.
import-in-private = Please import in a private chat with me: a roster holds phone numbers.
import-kind =
    { $kind ->
        [roster] Roster
        [calendar] Ordering calendar
       *[orders] Orders
    }
import-done = ✅ { $kind } imported: { $created } new, { $updated } changed, { $unchanged } unchanged.
import-partly = ⚠️ { $kind } imported in part: { $created } new, { $updated } changed, { $unchanged } unchanged, { $rejected ->
        [one] 1 row
       *[other] { $rejected } rows
    } left out:
import-refused = ⚠️ { $kind } not imported; please correct this first:
import-row = Row { $row } · { $field }: { $reason }
import-more = { $more } more; the attached file lists them all. Correct them and send the file again.
import-fix = Correct them and send the file again.
import-empty = The file has nothing below its header; nothing was changed.
import-not-csv = Please send an Excel file (.xlsx) or a CSV file.
import-file-refused =
    { $reason ->
        [encrypted] This Excel file has a password, so I can not open it. Please take the password off in Excel (File › Info › Protect Workbook), save it and send it again.
        [old_excel] This is an Excel file of the old kind (.xls). In Excel choose “Save As” and the type “Excel Workbook (.xlsx)”, then send it again.
        [not_a_table] This file is really a web page, not a table. Open it in Excel, choose “Save As” and the type “Excel Workbook (.xlsx)”, then send it again.
        [empty] The file is empty (of an Excel file I read the first sheet only); nothing was changed.
        [too_big] This Excel file unpacks to more than I can read. Please keep only the rows and columns that are needed, or send it in parts.
       *[broken] I can not open this file, it may be damaged; nothing was changed. Open it in Excel, choose “Save As” and the type “Excel Workbook (.xlsx)”, then send it again.
    }
import-too-big = The file is larger than 20 MB, more than Telegram lets me download. Please send it in parts.
import-not-downloaded = I could not get the file from Telegram; nothing was changed. Please send it again in a minute.
import-unknown-header = I can not tell whether this is a roster, a calendar or orders: the first line must name the columns. Send /import to see which.
import-field =
    { $field ->
        [whole] whole row
        [licence_no] licence number
        [shop_name] shop name
        [phone] phone
        [district] district
        [route] route
        [contact_name] contact name
        [business_type] business type
        [area] area
        [address] address
        [tier] star tier
        [supply_group] supply group
        [account_manager] account manager
        [status] status
        [birthday] birthday
        [weekdays] weekdays
        [cutoff] cutoff
        [opens] opening
        [date] date
        [order_no] order number
        [ordered_at] time of order
        [cartons] cartons
        [amount] amount
       *[other] { $field }
    }
import-reason =
    { $reason ->
        [missing] is missing
        [missing_column] this column is missing
        [duplicate_column] this column is there twice
        [malformed] can not be read
        [too_long] is too long
        [not_12_digits] is not 12 digits (in Excel, format the column as text)
        [not_a_phone] is not a phone number
        [not_a_supply_group] must be a whole number from 1
        [not_a_date] is not a date
        [unknown_status] must be active, suspended or closed
        [unknown_business_type] is none of the seven business types
        [unknown_area] must be urban or rural
        [duplicate] is repeated further down, and the later row counts
        [route_in_other_district] this route belongs to another district
        [route_has_other_manager] the file names another account manager for this route
        [staff_removed] this account manager has left; see /staff first
        [unknown_route] no such route; import the roster first
        [unknown_licence] this licence number is not in the roster
        [route_and_licence] give a route or a licence number, not both
        [not_a_time] is not a time
        [not_a_number] is not a number
        [not_before_cutoff] must be before the cutoff
        [outside_window] is outside the ordering window
       *[other] { $reason }
    }

# Orders that landed, or wait
import-outside =
    ⚠️ { $count ->
        [one] 1 order was stored but lies
       *[other] { $count } orders were stored but lie
    } outside the shop’s ordering window (closed, not open yet, cancelled, or no calendar). Please check the times and the calendar:
import-outside-more = { $more } more; the attached file lists them all.
import-unclaimed = Orders whose licence number is not in the roster are kept for 30 days. They go to their shops once the roster has them; no need to send them again.
import-claimed =
    { $claimed ->
        [one] 1 order
       *[other] { $claimed } orders
    } that came earlier now { $claimed ->
        [one] belongs
       *[other] belong
    } to the new shops.
