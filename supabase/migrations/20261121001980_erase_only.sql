-- A customer goes by erasing alone (erase_customer): a row that is merely deleted would leave their name, number and words in campaigns,
-- contacts and the provider's reports.
revoke delete on public.customers from authenticated;
drop policy customers_delete on public.customers;
