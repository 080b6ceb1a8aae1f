supply-name = Name
supply-spec = Spec
supply-wholesale = Trade
supply-retail = Retail
supply-quota = Quota
supply-quota-unlimited = any
supply-quota-unknown = —
supply-panel = Supply table: { $n } goods. Quotas are not sent; with /supply a shop sees those of its own supply group only.

supply-empty = The table has nothing below its header; nothing was changed.
supply-refused = ⚠️ This table was not taken; please correct this first:
supply-columns = The header needs “name” and “wholesale price”; it may have “spec”, “suggested retail” and the quotas of the supply groups, such as “quota 5”, “quota 1-5”, “quota 26+”.
supply-fix = Then send the file again.
supply-partly = ⚠️ { $bad ->
        [one] 1 row is
       *[other] { $bad } rows are
    } not clear, the other { $good } are fine:
supply-partly-ask = Use only the { $good } good rows, or correct the file and send it again?
supply-use-good = Use the { $good } good rows
supply-accepted = Only the good rows then; here is the preview.
supply-ignored = Columns left out: { $columns }. Quotas are headed “quota 5” or “quota 1-5”.
supply-draft-gone = That supply draft is gone or was moved to another column, so the table did not go in. Please send /post supply, then the table again.
supply-row = Row { $row } · { $field }: { $reason }
supply-more = { $n } more are not listed.
supply-field-quota = quota of group { $groups }
supply-field =
    { $field ->
        [whole] whole row
        [goods] name
        [spec] spec
        [wholesale_price] wholesale price
        [suggested_retail] suggested retail
       *[other] { $field }
    }
supply-reason =
    { $reason ->
        [missing] is missing
        [missing_column] this column is missing
        [duplicate_column] this column is there twice
        [malformed] can not be read
        [too_long] is too long
        [not_a_price] is not a price (yuan, two decimals at most)
        [not_a_quota] is neither a number of cartons nor “unlimited”
        [duplicate] the same goods come again further down, and the later row counts
        [too_many_rows] a table may have 500 rows
       *[other] { $reason }
    }

supply-in-private = Please look in this group’s column “{ $column }”, or send me { $command } in private, where only you see it.
supply-open-private = Open the private chat
supply-yours = “{ $shops }” is in supply group { $group }; “{ supply-quota }” is the most of each item, in cartons:
supply-no-group = The roster names no supply group for “{ $shops }”, so there are no quotas to show; please ask your account manager.
supply-ask-group = Quotas depend on the supply group. To see one group’s, send /supply and its number, such as /supply 12.
supply-of-group = “{ supply-quota }” is the most of each item for supply group { $group }, in cartons:
supply-new-all = 🆕 { $n ->
        [one] 1 new product
       *[other] { $n } new products
    } in the last { $days } days, newest first:
supply-new-latest = 🆕 { $n } new products in the last { $days } days; these are the latest { $shown }:
supply-new-none = No new products in the last { $days } days. They come in the group, in the column “{ $column }”, and you can ask here at any time. For supply news send /supply; to ask about an item, press “{ $ask }” below.
supply-own-quotas = 📋 Your own shop’s quotas: send me /supply in private.
supply-over = (The supply table was updated; nothing is left here. Please see above.)
