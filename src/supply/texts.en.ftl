supply-name = Name
supply-spec = Spec
supply-wholesale = Trade
supply-retail = Retail
supply-quota = Quota
supply-quota-unlimited = any
supply-quota-unknown = —
