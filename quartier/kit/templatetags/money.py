"""Filters for amounts in cents."""

from django import template

from quartier.kit import money

register = template.Library()
register.filter("euro", money.euro)
register.filter("euro0", money.euro0)
