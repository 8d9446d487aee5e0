import type { CompletedOption, CompletionTree, Place } from './tree.ts';

/** The script for fish, 3.0 and newer. */
export function fishScript({ places, shared, valued }: CompletionTree): string {
  const paths = places.map(({ path }) => path).filter((path) => path !== '');
  return `# Completions of cert-tool for fish, made by "cert-tool completion fish".

# Whether the words before the cursor have led to this place.
function __cert_tool_at
    set -l path
    set -l value no
    for token in (commandline -opc)[2..-1]
        if test $value = yes
            set value no
            continue
        end
        switch $token
            case --
                break
            case ${valued.map(text).join(' ')}
                set value yes
            case '-*'
            case '*'
                switch (string join ' ' $path $token)
                    case ${paths.map(text).join(' ')}
                        set -a path $token
                end
        end
    end
    test "$path" = "$argv[1]"
end

complete -c cert-tool -e
complete -c cert-tool -f
${shared.map((option) => optionLine('', option)).join('\n')}
${places.flatMap(placeLines).join('\n')}
`;
}

function placeLines({ path, words, options, args }: Place): string[] {
  const at = ` -n ${text(`__cert_tool_at ${text(path)}`)}`;
  const argument = args?.path ? pathsOf(args.path) : choicesOf(args?.choices ?? []);
  return [
    ...words.map(({ name, help }) => `complete -c cert-tool${at} -a ${name} -d ${text(help)}`),
    ...options.map((option) => optionLine(at, option)),
    ...(argument === '' ? [] : [`complete -c cert-tool${at}${argument}`]),
  ];
}

function optionLine(at: string, { names, help, value }: CompletedOption): string {
  const flags = names.map((name) =>
    name.startsWith('--') ? ` -l ${name.slice(2)}` : ` -s ${name.slice(1)}`,
  );
  return `complete -c cert-tool${at}${flags.join('')}${taking(value)} -d ${text(help)}`;
}

/** A value that may be left out is taken after "=" alone, and nothing is known of it. */
function taking(value: CompletedOption['value']): string {
  if (!value || value.isOptional) return '';
  if (value.path) return value.path === 'file' ? ' -r -F' : ` -x${pathsOf(value.path)}`;
  return ` -x${choicesOf(value.choices)}`;
}

function pathsOf(kind: 'file' | 'folder'): string {
  return kind === 'file' ? ' -F' : " -a '(__fish_complete_directories)'";
}

function choicesOf(choices: readonly string[]): string {
  return choices.length === 0 ? '' : ` -a ${text(choices.join(' '))}`;
}

/** Any text in single quotes, in which fish takes a backslash before itself and quotes alone. */
function text(any: string): string {
  return `'${any.replace(/[\\']/g, '\\$&')}'`;
}
