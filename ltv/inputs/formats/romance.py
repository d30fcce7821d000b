"""Names that the columns of Portuguese, Spanish, French and Italian files go by, as `names.key` writes them.

id_cliente is compared as cliente_id too (`names.by_key`), so that only that form stands here.
"""

from __future__ import annotations

from collections.abc import Mapping

CUSTOMER = (
    *("cliente_id", "codigo_cliente", "cod_cliente", "codigo_do_cliente", "numero_cliente", "comprador_id"),
    *("usuario_id", "comprador", "usuario", "code_client", "num_client", "utilisateur_id", "acheteur_id", "acheteur"),
    *("codice_cliente", "n_client", "no_client", "nr_client", "identifiant_client", "reference_client", "n_cliente"),
    *("num_cliente", "id_del_cliente", "identificador_cliente", "cliente", "cpf", "cpf_cliente", "cnpj"),
)
NAMES_OF_CUSTOMERS = ("nome_cliente", "nome_do_cliente", "nombre_cliente", "nombre_del_cliente", "nom_client")
CHANNEL = (
    *("canal", "canal_aquisicao", "canal_de_aquisicao", "canal_adquisicion", "canal_acquisition"),
    *("origem", "origen", "canale", "provenance", "fuente", "fonte", "origine"),
    *("canal_de_venta", "canal_de_ventas", "canal_de_venda", "canal_de_vendas"),
)
CURRENCY = ("moeda", "devise", "moneda", "divisa", "monnaie")

OF_PRODUCTS = ("receita_por_produtos", "ingresos_por_productos")
"""What buyers paid for products, as Mercado Libre has it beside a total that is without its fees."""

NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "transactions": {
        "transaction_id": (
            *("pedido_id", "codigo_pedido", "num_pedido", "numero_do_pedido", "venda_id", "codigo_venda", "compra_id"),
            *("n_o_de_venda", "n_de_venda", "numero_de_venda", "n_de_venta", "numero_de_venta"),
            *("nota_fiscal", "transacao_id", "venta_id", "factura_id", "factura", "numero_factura", "num_factura"),
            *("transaccion_id", "commande_id", "num_commande", "numero_de_commande", "commande_n"),
            *("n_commande", "n_de_commande", "vente_id"),
            *("facture_id", "facture", "numero_facture", "num_facture", "ordine_id", "fattura", "numero_fattura"),
        ),
        "customer_id": (*CUSTOMER, *NAMES_OF_CUSTOMERS),
        "ordered_at": (
            *("data_pedido", "data_do_pedido", "data_venda", "data_da_venda", "data_compra", "data_da_compra"),
            *("data_transacao", "data_emissao", "fecha_venta", "fecha_de_venta", "fecha_compra", "fecha_de_compra"),
            *("fecha_factura", "fecha_transaccion", "fecha_hora", "date_achat", "date_d_achat", "date_vente"),
            *("date_facture", "data_acquisto", "data_vendita", "data_fattura", "data"),
        ),
        "amount": (
            *(
                "valor_total",
                "valor_total_venda",
                "valor_total_pedido",
                "valor_venda",
                "valor_da_venda",
                "valor_compra",
            ),
            *("valor_da_compra", "valor_pedido", "valor_pago", "valor_liquido", "total_venda", "total_pedido"),
            *("preco_total", "faturamento", "receita", "valor", "monto_total", "total_venta", "total_ventas"),
            *("total_compra", "precio_total", "monto", "ingresos", "ventes_nettes", "prix_total", "montant_ttc"),
            *("montant_achat", "montant_commande", "total_commande", "chiffre_d_affaires", "importo_totale"),
            *("prezzo_totale", "fatturato"),
        ),
        "currency": CURRENCY,
    },
    "customers": {
        "customer_id": CUSTOMER,
        "acquired_at": (
            *("data_cadastro", "data_de_cadastro", "data_registro", "fecha_registro", "fecha_de_registro"),
            *("fecha_alta", "fecha_de_alta", "fecha_de_inscripcion", "date_inscription"),
            *("date_d_inscription", "data_registrazione"),
        ),
        "channel": CHANNEL,
    },
    "ad_spend": {
        "spend_date": ("data", "fecha", "jour", "dia", "giorno"),
        "channel": CHANNEL,
        "spend": (
            *("investimento", "gasto", "custo", "inversion", "costo", "depense"),
            *("depenses", "cout", "couts", "coste", "costes", "gastos", "custos", "costi"),
            *("spesa", "spese", "montant_depense", "importe_gastado"),
        ),
        "currency": CURRENCY,
    },
}
QUANTITY = ("quantidade", "qtde", "qtd", "cantidad", "quantite", "qte", "quantita")
PRICE = (
    *("preco_unitario", "valor_unitario", "preco", "precio_unitario", "precio", "prix_unitaire", "prix"),
    *("prezzo_unitario", "prezzo"),
)
ITEMS = (
    *(
        "produto_id",
        "id_produto",
        "produto",
        "codigo_produto",
        "nome_produto",
        "producto_id",
        "id_producto",
        "producto",
    ),
    *("codigo_producto", "nombre_producto", "produit_id", "id_produit", "produit", "code_produit", "prodotto"),
)
"""Columns that say what a line of an order is of."""
