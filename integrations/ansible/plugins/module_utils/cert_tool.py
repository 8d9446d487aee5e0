# -*- coding: utf-8 -*-
# Copyright: cert-tool's contributors
# MIT licence (see LICENSE)

from __future__ import absolute_import, division, print_function

__metaclass__ = type

import json
import os

# cert-tool's options that are the modules' own, and name no secret.
SHARED = {
    'profile': '--profile',
    'bank': '--bank',
    'ca_file': '--ca-file',
    'proxy': '--proxy',
    'store': '--store',
    'store_dir': '--store-dir',
    'lang': '--lang',
}

# cert-tool takes these before what it reads from stdin: one that is left over on the host would be sent instead.
SECRET_VARIABLES = (
    'CERT_TOOL_PASSWORD',
    'CERT_TOOL_OTP',
    'CERT_TOOL_CONFIRMATION_PASSWORD',
    'CERT_TOOL_LOGIN_ID',
)


def shared_argument_spec():
    """The parameters that every module has."""
    return dict(
        executable=dict(type='str', default='cert-tool'),
        home=dict(type='path'),
        profile=dict(type='str'),
        bank=dict(type='str'),
        ca_file=dict(type='path'),
        proxy=dict(type='str'),
        store=dict(type='str', choices=['auto', 'powershell', 'certutil', 'native', 'nss', 'file']),
        store_dir=dict(type='path'),
        lang=dict(type='str', choices=['en', 'ja'], default='en'),
    )


def run_cert_tool(module, words, secrets=None):
    """Runs cert-tool and returns its exit code and its JSON document.

    secrets is a dict that becomes one line of JSON on stdin: nothing of it is an argument or in the environment.
    Ends the module where there is no document.
    """
    for name in SECRET_VARIABLES:
        if os.environ.pop(name, None) is not None:
            module.warn('%s is set on the host and has no effect. A secret in "environment" is shown by ansible -vvv '
                        'and by the list of processes: give it as a parameter' % name)
    arguments = [module.get_bin_path(module.params['executable'], required=True)]
    arguments.extend(words)
    for name in sorted(SHARED):
        if module.params[name] is not None:
            arguments.extend([SHARED[name], module.params[name]])
    arguments.extend(['--json', '--no-input'])
    environment = {}
    if module.params['home']:
        environment['CERT_TOOL_HOME'] = module.params['home']
    code, output, errors = module.run_command(
        arguments,
        data=json.dumps(secrets or {}),
        environ_update=environment,
        handle_exceptions=False,
    )
    try:
        return code, json.loads(output)
    except ValueError:
        module.fail_json(msg='cert-tool ended with %d and no JSON document: %s' % (code, errors.strip()), exit_code=code)


# cert-tool's own hint names ways that must not be gone here, the environment among them.
PARAMETERS_HINTS = {
    'missing-input': {
        'en': 'Give it as a parameter: password, and otp or otp_secret.',
        'ja': 'パラメーター password、otp または otp_secret で渡してください。',
    },
    'no-bank': {
        'en': 'Give it as a parameter: bank or profile.',
        'ja': 'パラメーター bank または profile で指定してください。',
    },
}


def fields_of_error(error):
    """An error of cert-tool as fields of a result."""
    fields = dict(
        code=error['code'],
        name=error['name'],
        message=error['message'],
        hint=error.get('hint', ''),
        exit_code=error['exitCode'],
    )
    if 'attemptsLeft' in error:
        fields['attempts_left'] = error['attemptsLeft']
    if 'requestId' in error:
        fields['request_id'] = error['requestId']
    return fields


def fail_with(module, error, **fields):
    """Ends the module with an error of cert-tool."""
    fields.update(fields_of_error(error))
    if error['name'] in PARAMETERS_HINTS:
        fields['hint'] = PARAMETERS_HINTS[error['name']][module.params['lang']]
    module.fail_json(msg='%(code)s (%(name)s): %(message)s %(hint)s' % fields, **fields)


def warn_of(module, document):
    """Hands on what cert-tool warned of."""
    for warning in document.get('warnings') or []:
        code = warning.get('code')
        module.warn('%s %s' % (code, warning['message']) if code else warning['message'])
