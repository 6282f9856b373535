-- How far the owner came with a draft, so that the list can lead back there. Null: made by other means than the wizard.
alter table public.campaigns add column draft_step text
  check (draft_step in ('basics', 'target', 'method', 'content', 'schedule', 'review'));
grant insert (draft_step), update (draft_step) on public.campaigns to authenticated;
