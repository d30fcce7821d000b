{{ model_histories(ref('int_customer_rfm'), ref('int_customer_opportunities') if counts_opportunities()) }}
