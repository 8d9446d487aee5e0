#!/usr/bin/python
# Copyright: cert-tool's contributors
# MIT licence (see LICENSE)

# What the module is: win_certificate.ps1. This file is its documentation.

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
---
module: win_certificate
short_description: Get, renew or remove a client certificate of a bank on Windows
description:
  - As M(cert_tool.cert_tool.certificate), for hosts with Windows. Untested on Windows.
  - It has to run as the user whose certificate it is, in their own profile, for instance by C(become_method=runas) with that
    user's Windows password. The key is in that user's store, and nobody else can use it.
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
      - V(absent) removes it from this host. The bank is not told.
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
      - The secret of the user's token, in place of O(otp). Wants O(password).
    type: str
  executable:
    description:
      - The program; by default C(cert-tool.exe) in C(%ProgramFiles%\cert-tool).
    type: str
  profile:
    description:
      - A bank by its name in cert-tool's config file.
    type: str
  bank:
    description:
      - The address of the bank API.
    type: str
  ca_file:
    description:
      - Further root certificates to trust for the bank's TLS.
    type: path
  proxy:
    description:
      - The proxy by which the bank is reached, without a password in it, or V(none).
    type: str
  store:
    description:
      - The certificate store.
    type: str
    choices: [auto, powershell, certutil, native, nss, file]
  lang:
    description:
      - The language of messages and hints.
    type: str
    choices: [en, ja]
    default: en
'''

EXAMPLES = r'''
- name: Get the certificate
  cert_tool.cert_tool.win_certificate:
    login_id: hanakodt
    password: "{{ vault_password }}"
    otp_secret: "{{ vault_otp_secret }}"
  become: true
  become_method: ansible.builtin.runas
  become_user: EXAMPLE\hanako
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
  description: The code of cert-tool's error; C(name), C(message), C(hint), C(exit_code) and C(attempts_left) stand beside it.
  returned: failure
  type: str
  sample: CT-3001
document:
  description: The JSON document of cert-tool, which C(cert-tool report) reads.
  returned: when the state is not C(absent)
  type: dict
'''
