"""Intelligence's addresses."""

from django.urls import path

from frankpledge.intelligence.views import desk, giving, products

app_name = "intelligence"
urlpatterns = [
    path("tell/", giving.tell, name="tell"),
    path("tell/what/", giving.write, name="write"),
    path("card/<str:code>/", giving.card, name="card"),
    path("card/<str:code>/what/", giving.card_write, name="card-write"),
    path("receipt/", giving.receipt, name="receipt"),
    path("receipts/", giving.receipts, name="receipts"),
    path("told/", giving.told, name="told"),
    path("desk/", desk.desk, name="desk"),
    path("cards/make/", desk.make_card, name="make-card"),
    path("submissions/<uuid:uid>/", desk.submission, name="submission"),
    path("submissions/<uuid:uid>/triage/", desk.triage, name="triage"),
    path("submissions/<uuid:uid>/evaluate/", desk.evaluate, name="evaluate"),
    path("submissions/<uuid:uid>/answer/", desk.answer, name="answer"),
    path("reports/<uuid:uid>/", desk.report, name="report"),
    path("reports/<uuid:uid>/regrade/", desk.regrade, name="regrade"),
    path("reports/<uuid:uid>/hand-over/", desk.hand_over, name="hand-over"),
    path("reports/<uuid:uid>/sanitise/", products.sanitise, name="sanitise"),
    path("products/", products.products, name="products"),
    path("products/<uuid:uid>/", products.product, name="product"),
    path("products/<uuid:uid>/approve/", products.approve, name="approve"),
    path("products/<uuid:uid>/send-back/", products.send_back, name="send-back"),
    path("products/<uuid:uid>/share/", products.share, name="share"),
    path("products/<uuid:uid>/acknowledge/", products.acknowledge, name="acknowledge"),
    path("shared/<uuid:uid>/recall/", products.recall, name="recall"),
]
