from django.urls import path

from bench import bare
from quartier.config.urls import urlpatterns as product

urlpatterns = [
    path("bare/constant/", bare.constant),
    path("bare/query/", bare.one_query),
    path("bare/insert/", bare.insert),
    *product,
]
