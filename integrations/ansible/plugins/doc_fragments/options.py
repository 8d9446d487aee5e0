# Copyright: cert-tool's contributors
# MIT licence (see LICENSE)

from __future__ import absolute_import, division, print_function

__metaclass__ = type


class ModuleDocFragment(object):
    """What every module hands on to cert-tool."""

    DOCUMENTATION = r'''
options:
  executable:
    description:
      - The program cert-tool, by its name on the PATH or by its absolute path.
    type: str
    default: cert-tool
  home:
    description:
      - The folder for config and data, absolute. Without it cert-tool takes the user's usual ones.
    type: path
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
  store_dir:
    description:
      - The folder of the store V(file).
    type: path
  lang:
    description:
      - The language of messages and hints.
    type: str
    choices: [en, ja]
    default: en
requirements:
  - cert-tool on the host, with Node.js 20.19 or newer
'''
