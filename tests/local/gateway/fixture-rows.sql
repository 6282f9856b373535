truncate gw_item_badges, gw_badges, gw_details, gw_labels, gw_items, gw_agents, gw_notes, gw_secrets, gw_defaults,
  "gw odd ""table" restart identity;
insert into gw_agents values (1, 'Ada', null), (2, 'Bob', 1), (3, 'Cy', 1);
insert into gw_items (id, name, kind, size, big, active, tags, span, data, prose, made_at, agent_id, backup_id) values
  (1, 'alpha', 'x', 1.50, 9007199254740993, true, '{red,blue}', '[1,5)', '{"a": {"b": "one"}, "n": 1, "list": [10, 20]}',
    'The quick brown fox', '2026-01-01T00:00:00Z', 1, 2),
  (2, 'Beta', 'x', 2.25, 2, false, '{red}', '[5,9)', '{"a": {"b": "two"}, "n": 2}',
    'jumps over the lazy dog', '2026-02-01T00:00:00Z', 1, null),
  (3, 'gamma, "g"', 'y', 10.00, 3, null, '{green,blue}', '[10,20)', '{"n": 3}',
    'A fox is quick', '2026-03-01T00:00:00Z', 2, 1),
  (4, null, 'y', null, null, true, '{}', null, null, null, null, null, null),
  (5, '50%', null, -3.00, -5, false, null, '[20,30)', '{"a": {"b": null}}', 'Nothing', '2026-05-01T00:00:00Z', 3, 3);
insert into gw_labels values (1, 1, 'new', 3), (2, 1, 'hot', 8), (3, 2, 'new', 1), (4, 3, 'old', 0);
insert into gw_details values (1, 'of one'), (2, 'of two');
insert into gw_badges values (1, 'gold'), (2, 'silver');
insert into gw_item_badges values (1, 1), (1, 2), (2, 2);
insert into gw_secrets values (1, 'nobody sees this');
insert into "gw odd ""table" values (1, 'first', 'q');
