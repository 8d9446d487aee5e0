import { shellWord } from './quote.ts';
import type { CompletedOption, CompletionTree, Offer, Place } from './tree.ts';

/** The script for bash, 3.2 (macOS) and newer. It needs nothing but bash. */
export function bashScript(tree: CompletionTree): string {
  const { places, shared, valued } = tree;
  const paths = places.map(({ path }) => path).filter((path) => path !== '');
  return `# Completions of cert-tool for bash, made by "cert-tool completion bash".

# Files (f, default) or folders (d, dirnames), as bash itself completes them where it can.
_cert_tool_paths() {
  if [[ -z $prefix ]] && compopt -o "$2" 2>/dev/null; then
    return
  fi
  local IFS=$'\\n'
  COMPREPLY=($(compgen "-$1" -P "$prefix" -- "$cur"))
}

_cert_tool() {
  local cur=\${COMP_WORDS[COMP_CWORD]} IFS=$' \\t\\n'
  local path='' last='' option='' ended='' prefix='' words='' word i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ -n $ended ]]; then
      continue
    elif [[ $word == '=' && -n $last ]]; then
      # bash breaks words at "=".
      option=$last
    elif [[ -n $option ]]; then
      option='' last=''
    elif [[ $word == -- ]]; then
      ended=1
    elif [[ $word == -* ]]; then
      last=$word
      case $word in
        ${valued.join(' | ')}) option=$word ;;
      esac
    else
      last=''
      case "\${path:+$path }$word" in
        ${paths.map(shellWord).join(' | ')}) path="\${path:+$path }$word" ;;
      esac
    fi
  done
  if [[ -z $ended && $cur == '=' && -n $last ]]; then
    option=$last cur=''
  elif [[ -z $ended && -z $option && $cur == --*=* ]]; then
    option=\${cur%%=*} prefix=\${cur%%=*}= cur=\${cur#*=}
  fi
  if [[ -n $option ]]; then
    case "$path:$option" in
${valueCases(tree).join('\n')}
    esac
  elif [[ -z $ended && $cur == -* ]]; then
    case $path in
${optionCases(places).join('\n')}
    esac
    words+=' ${shared.flatMap(({ names }) => names).join(' ')}'
  else
    case $path in
${places.flatMap(wordCase).join('\n')}
    esac
  fi
  if [[ -n $words ]]; then
    COMPREPLY=($(compgen -P "$prefix" -W "$words" -- "$cur"))
  fi
}

complete -F _cert_tool cert-tool
`;
}

function valueCases({ places, shared }: CompletionTree): string[] {
  return [
    ...shared.flatMap((option) => valueCase('*', option)),
    ...places.flatMap(({ path, options }) => options.flatMap((option) => valueCase(shellWord(path), option))),
  ];
}

function valueCase(path: string, { names, value }: CompletedOption): string[] {
  const patterns = names.map((name) => `${path}:${name}`).join(' | ');
  return value ? offerCase(patterns, value) : [];
}

function optionCases(places: readonly Place[]): string[] {
  return places.flatMap(({ path, options }) =>
    options.length === 0
      ? []
      : [`      ${shellWord(path)}) words='${options.flatMap(({ names }) => names).join(' ')}' ;;`],
  );
}

function wordCase({ path, words, args }: Place): string[] {
  const choices = [...words.map(({ name }) => name), ...(args?.choices ?? [])];
  return offerCase(shellWord(path), { ...args, choices });
}

function offerCase(patterns: string, { choices, path }: Offer): string[] {
  if (path) return [`      ${patterns}) _cert_tool_paths ${path === 'file' ? 'f default' : 'd dirnames'} ;;`];
  return choices.length === 0 ? [] : [`      ${patterns}) words='${choices.join(' ')}' ;;`];
}
