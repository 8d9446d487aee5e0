#!/usr/bin/python
# Copyright: cert-tool's contributors
# MIT licence (see LICENSE)

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
---
module: certificates_info
short_description: Look at the client certificates on a host
description:
  - Has cert-tool look at every certificate of the user as whom the module runs, and try each key with a signature.
  - Asks no bank and needs no secret.
version_added: 0.1.0
author:
  - cert-tool's contributors (@cert-tool)
options:
  check:
    description:
      - A certificate is due when it expires within so many days; without it, as soon as it can be renewed.
    type: int
extends_documentation_fragment:
  - cert_tool.cert_tool.options
'''

EXAMPLES = r'''
- name: Look at the certificates
  cert_tool.cert_tool.certificates_info:
  register: here

- name: Tell which hosts want attention
  ansible.builtin.debug:
    var: here.attention
'''

RETURN = r'''
certificates:
  description: The certificates, as in cert-tool's JSON documents; C(attention) of each says why it is to be looked at.
  returned: success
  type: list
  elements: dict
attention:
  description: Something is due, expired, unusable or unfinished.
  returned: success
  type: bool
exit_code:
  description: What C(cert-tool list --check) ended with, 0 when all is well, 8 when none is here, 11 when there is something to do.
  returned: always
  type: int
document:
  description: The JSON document of cert-tool, which C(cert-tool report) reads.
  returned: always
  type: dict
'''

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.cert_tool.cert_tool.plugins.module_utils.cert_tool import (
    fail_with,
    run_cert_tool,
    shared_argument_spec,
    warn_of,
)

NONE_HERE = 8
ATTENTION = 11


def main():
    spec = shared_argument_spec()
    spec.update(check=dict(type='int'))
    module = AnsibleModule(
        argument_spec=spec,
        supports_check_mode=True,
        mutually_exclusive=[('bank', 'profile')],
    )
    words = ['list', '--check']
    if module.params['check'] is not None:
        words.append(str(module.params['check']))
    code, document = run_cert_tool(module, words)
    warn_of(module, document)
    if code not in (0, NONE_HERE, ATTENTION):
        fail_with(module, document['error'], document=document)
    module.exit_json(
        changed=False,
        certificates=document.get('certificates', []),
        attention=code == ATTENTION,
        exit_code=code,
        document=document,
    )


if __name__ == '__main__':
    main()
