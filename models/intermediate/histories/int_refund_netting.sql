{{ refund_netting(ref('stg_transactions')) }}
