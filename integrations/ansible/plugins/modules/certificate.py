#!/usr/bin/python
# Copyright: cert-tool's contributors
# MIT licence (see LICENSE)

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
---
module: certificate
short_description: Get, renew or remove a client certificate of a bank
description:
  - Has cert-tool get, renew or remove the client certificate of one login ID, for the user as whom the module runs.
  - Where there is nothing to do it does not ask the bank, and reports no change.
  - Secrets go to cert-tool by its stdin alone. Never give them by C(environment).
version_added: 0.1.0
author:
  - cert-tool's contributors (@cert-tool)
options:
  login_id:
    description:
      - The login ID at the bank.
    type: str
    required: true
  state:
    description:
      - V(issued) gets a certificate where none is here that is in date and works.
      - V(renewed) renews the one that is here as soon as the bank renews it; before that there is nothing to do.
      - V(absent) removes it from this host. The bank is not told, and the certificate stays issued there.
    type: str
    choices: [issued, renewed, absent]
    default: issued
  password:
    description:
      - The login password. Not needed where there is nothing to do.
    type: str
  otp:
    description:
      - A one-time password.
    type: str
  otp_secret:
    description:
      - The secret of the user's token, in base32 or as an C(otpauth://totp/) address, in place of O(otp). Wants O(password).
    type: str
  within:
    description:
      - With O(state=renewed) the certificate is due when fewer than so many days are left, and the bank is asked even
        where it is too early for it.
    type: int
  keep_old:
    description:
      - With O(state=renewed) leave the old certificate on the host.
    type: bool
    default: false
extends_documentation_fragment:
  - cert_tool.cert_tool.options
notes:
  - In check mode cert-tool runs with C(--dry-run), which logs in at the bank and uses up a one-time password.
  - A password that the bank has refused is remembered on the host, and not sent again.
'''

EXAMPLES = r'''
- name: Get the certificate
  cert_tool.cert_tool.certificate:
    login_id: hanakodt
    password: "{{ vault_password }}"
    otp_secret: "{{ vault_otp_secret }}"
    profile: kyoto

- name: Renew it when the bank renews it
  cert_tool.cert_tool.certificate:
    login_id: hanakodt
    state: renewed
    password: "{{ vault_password }}"
    otp_secret: "{{ vault_otp_secret }}"

- name: Remove it from this host
  cert_tool.cert_tool.certificate:
    login_id: hanakodt
    state: absent
'''

RETURN = r'''
outcome:
  description: What became of it, such as C(issued), C(renewed), C(already-valid), C(dry-run), C(removed), C(already-gone).
  returned: success
  type: str
certificate:
  description: The certificate, as in cert-tool's JSON documents.
  returned: when there is one
  type: dict
code:
  description: The code of cert-tool's error.
  returned: failure
  type: str
  sample: CT-3001
name:
  description: The name of cert-tool's error.
  returned: failure
  type: str
  sample: credentials-refused
message:
  description: What happened.
  returned: failure
  type: str
hint:
  description: What to do.
  returned: failure
  type: str
exit_code:
  description: The exit code of cert-tool.
  returned: failure
  type: int
attempts_left:
  description: How many tries are left before the bank locks the login ID.
  returned: when the bank has told
  type: int
request_id:
  description: The bank's number of the request.
  returned: when the bank has told
  type: str
document:
  description: The JSON document of cert-tool, which C(cert-tool report) reads.
  returned: when the state is not C(absent)
  type: dict
'''

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.cert_tool.cert_tool.plugins.module_utils.cert_tool import (
    fail_with,
    run_cert_tool,
    shared_argument_spec,
    warn_of,
)

COMMANDS = {'issued': 'issue', 'renewed': 'renew'}


def enroll(module):
    """Issues or renews. Returns the outcome's document, which is that of the one row where a token's secret is given."""
    params = module.params
    row = {'loginId': params['login_id']}
    for name, member in (('password', 'password'), ('otp', 'otp'), ('otp_secret', 'otpSecret')):
        if params[name] is not None:
            row[member] = params[name]
    # Lists alone know a token's secret; they are read from stdin, too.
    source = ['--from', '-'] if params['otp_secret'] is not None else [params['login_id'], '--credentials', '-']
    words = [COMMANDS[params['state']]] + source
    if module.check_mode:
        words.append('--dry-run')
    if params['state'] == 'renewed':
        if params['within'] is not None:
            words.extend(['--within', str(params['within'])])
        if params['keep_old']:
            words.append('--keep-old')
    document = run_cert_tool(module, words, row)[1]
    rows = document.get('results')
    return rows[0] if rows else document


def ensure_enrolled(module):
    document = enroll(module)
    warn_of(module, document)
    error = document.get('error')
    if error and error['name'] == 'too-early':
        module.exit_json(changed=False, outcome='already-valid', document=document)
    if error:
        fail_with(module, error, document=document)
    result = dict(changed=document['outcome'] != 'already-valid', outcome=document['outcome'], document=document)
    if 'certificate' in document:
        result['certificate'] = document['certificate']
    module.exit_json(**result)


def find(module):
    """The certificate of the login ID that is here, or None."""
    code, document = run_cert_tool(module, ['list'])
    if code != 0 and code != 8:
        fail_with(module, document['error'])
    found = [one for one in document.get('certificates', []) if one['loginId'] == module.params['login_id']]
    return found[0] if found else None


def ensure_absent(module):
    if module.check_mode:
        found = find(module)
        if found is None:
            module.exit_json(changed=False, outcome='already-gone')
        module.exit_json(changed=True, outcome='dry-run', certificate=found)
    document = run_cert_tool(module, ['remove', module.params['login_id'], '--yes'])[1]
    error = document.get('error')
    if error and error['name'] == 'certificate-not-found':
        module.exit_json(changed=False, outcome='already-gone')
    if error:
        fail_with(module, error)
    warn_of(module, document)
    removed = document['results'][0]
    module.exit_json(
        changed=removed['outcome'] in ('removed', 'archived'),
        outcome=removed['outcome'],
        certificate=removed['certificate'],
    )


def main():
    spec = shared_argument_spec()
    spec.update(
        login_id=dict(type='str', required=True),
        state=dict(type='str', choices=['issued', 'renewed', 'absent'], default='issued'),
        password=dict(type='str', no_log=True),
        otp=dict(type='str', no_log=True),
        otp_secret=dict(type='str', no_log=True),
        within=dict(type='int'),
        keep_old=dict(type='bool', default=False),
    )
    module = AnsibleModule(
        argument_spec=spec,
        supports_check_mode=True,
        mutually_exclusive=[('otp', 'otp_secret'), ('bank', 'profile')],
        required_by={'otp_secret': ('password',)},
    )
    if module.params['login_id'].startswith('-'):
        module.fail_json(msg='login_id begins with a hyphen')
    if module.params['state'] == 'absent':
        ensure_absent(module)
    ensure_enrolled(module)


if __name__ == '__main__':
    main()
