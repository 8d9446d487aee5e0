# Copyright: cert-tool's contributors
# MIT licence (see LICENSE)

"""What a rollout over many hosts decides and tells."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

import errno
import io
import json
import unicodedata

# As cert-tool itself counts in a list of users: what uses up a try at the bank, or was answered by a lock.
REFUSALS = ('credentials-refused', 'otp-refused', 'account-locked')


def rollout_row(result, host, login_id):
    """The result of the module as a row of the rollout: how it stands with this host."""
    row = dict(host=host, login_id=login_id, state='not-tried', outcome='', code='', name='', message='', hint='')
    if result.get('unreachable'):
        row.update(state='unreachable', message=result.get('msg', ''))
    elif result.get('failed'):
        row.update(state='failed', message=result.get('message') or result.get('msg', ''))
        for field in ('code', 'name', 'hint', 'attempts_left'):
            if field in result:
                row[field] = result[field]
    elif 'outcome' in result:
        row.update(state='ok', outcome=result['outcome'], changed=bool(result.get('changed')))
    if 'document' in result:
        row['document'] = result['document']
    return row


def rollout_rows(hostvars, hosts):
    """The rows of those hosts that have one, in order."""
    return [host_vars['rollout_row'] for host_vars in (hostvars[host] for host in hosts) if 'rollout_row' in host_vars]


def rollout_twice(hostvars, hosts):
    """Whose certificate more than one host is to have.

    The inventory tells it of hosts that are not reached yet; what a play or a role sets, of those that were.
    """
    names = []
    for host_vars in (hostvars[host] for host in hosts):
        if host_vars.get('rollout_login_id'):
            parts = [host_vars.get(name) for name in ('rollout_login_id', 'rollout_profile', 'rollout_bank')]
            names.append(' '.join(str(part) for part in parts if part))
        elif host_vars.get('rollout_whose'):
            names.append(host_vars['rollout_whose'])
    return sorted(name for name in set(names) if names.count(name) > 1)


def rollout_stop(rows, limit):
    """Why no further password may be sent, given the rows so far in order; empty where there is no reason."""
    in_a_row = 0
    for row in rows:
        if row['name'] in REFUSALS:
            in_a_row += 1
            if row.get('attempts_left') == 0:
                return 'the bank has locked the login ID %(login_id)s, which %(host)s has tried' % row
            if in_a_row >= limit:
                return 'the bank has refused %d in a row, the last one %s on %s' % (
                    in_a_row, row['login_id'], row['host'])
        elif row['state'] == 'ok' and row['outcome'] != 'already-valid':
            in_a_row = 0
    return ''


def rollout_is_last_try(path, login_id):
    """Whether the newest of the results in a file says of a login ID that one try is left before the lock."""
    newest = {}
    for line in rollout_earlier(path).splitlines() if path else []:
        try:
            one = json.loads(line)
        except ValueError:
            continue
        if isinstance(one, dict) and one.get('loginId') == login_id and one.get('time', '') >= newest.get('time', ''):
            newest = one
    return (newest.get('error') or {}).get('attemptsLeft', 2) <= 1


def rollout_earlier(path):
    """The lines of a file of results, each with its line end; empty where there is no file yet.

    Read here, for Ansible makes a structure of text that looks like JSON.
    """
    try:
        with io.open(path, encoding='utf-8') as stream:
            text = stream.read()
    except (IOError, OSError) as error:
        if error.errno != errno.ENOENT:
            raise
        return ''
    return text + '\n' if text and not text.endswith('\n') else text


def rollout_lines(rows):
    """What cert-tool itself said, as JSON lines for "cert-tool report"."""
    return ''.join(json.dumps(row['document'], sort_keys=True) + '\n' for row in rows if 'document' in row)


def rollout_table(rows):
    """A line for each host, in columns, and one that counts them."""
    cells = [['host', 'login ID', 'state', '']]
    for row in rows:
        told = row['outcome'] or ' '.join(part for part in (row['code'], row['message'], row['hint']) if part)
        cells.append([row['host'], row['login_id'], row['state'], ' '.join(told.split())])
    widths = [max(columns_of(line[index]) for line in cells) for index in range(3)]
    table = ['  '.join([padded(line[i], widths[i]) for i in range(3)] + [line[3]]).rstrip() for line in cells]
    counts = {}
    for row in rows:
        counts[row['state']] = counts.get(row['state'], 0) + 1
    changed = sum(1 for row in rows if row.get('changed'))
    table.append('%d hosts: %s; changed: %d' % (
        len(rows), ', '.join('%s %d' % (state, counts[state]) for state in sorted(counts)), changed))
    return table


def columns_of(text):
    return sum(2 if unicodedata.east_asian_width(one) in 'WF' else 1 for one in text)


def padded(text, width):
    return text + ' ' * (width - columns_of(text))


class FilterModule(object):
    def filters(self):
        return dict(
            rollout_row=rollout_row,
            rollout_rows=rollout_rows,
            rollout_twice=rollout_twice,
            rollout_stop=rollout_stop,
            rollout_is_last_try=rollout_is_last_try,
            rollout_earlier=rollout_earlier,
            rollout_lines=rollout_lines,
            rollout_table=rollout_table,
        )
