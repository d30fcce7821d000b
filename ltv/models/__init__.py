"""The models: purchases (ltv.models.purchase) and order values (ltv.models.spend), one file each."""
