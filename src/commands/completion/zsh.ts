import { shellText, shellWord } from './quote.ts';
import type { CompletedOption, CompletionTree, Offer, Place } from './tree.ts';

/** The script for zsh: sourced after compinit, or as the file `_cert-tool` in a folder of `fpath`. */
export function zshScript({ places, shared }: CompletionTree): string {
  return `#compdef cert-tool
# Completions of cert-tool for zsh, made by "cert-tool completion zsh".

_cert_tool() {
  local -a shared
  shared=(
${shared.flatMap(optionSpecs).map(indented(4)).join('\n')}
  )
  _cert_tool_at ''
}

# What there is at a place: words that lead on, or options and arguments.
_cert_tool_at() {
  local curcontext="$curcontext" context state state_descr ret=1
  local -a line next own
  local -A opt_args
  case $1 in
${places.map(placeCase).join('\n')}
    *) return 1 ;;
  esac
  if (( ! $#next )); then
    _arguments -s -S $shared $own
    return
  fi
  _arguments -C -s -S -A '-*' $shared $own '1: :->word' '*:: :->rest' && ret=0
  case $state in
    word) _describe -t commands command next && ret=0 ;;
    rest) _cert_tool_at "\${1:+$1 }$line[1]" && ret=0 ;;
  esac
  return ret
}

if [[ $funcstack[1] == _cert-tool ]]; then
  _cert_tool "$@"
else
  compdef _cert_tool cert-tool
fi
`;
}

function placeCase({ path, words, options, args }: Place): string {
  const next = words.map(({ name, help }) => shellText(`${name}:${help}`));
  const own = [...options.flatMap(optionSpecs), ...(args ? [shellText(argSpec(args))] : [])];
  const array = (name: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`      ${name}=(`, ...lines.map(indented(8)), '      )'];
  return [`    ${shellWord(path)})`, ...array('next', next), ...array('own', own), '      ;;'].join('\n');
}

/** One for each name, for zsh offers no second name of an option that is there. */
function optionSpecs({ names, help, value, isRepeatable }: CompletedOption): string[] {
  const others = isRepeatable ? '*' : names.length > 1 ? `(${names.join(' ')})` : '';
  return names.map((name) => {
    // A value that may be left out is taken in the same word alone.
    const taking = value ? (value.isOptional ? '=-' : name.startsWith('--') ? '=' : '+') : '';
    const of = value ? `${value.isOptional ? '::' : ':'}${message(value.name)}:${actionOf(value)}` : '';
    return shellText(`${others}${name}${taking}[${help.replace(/[[\]\\]/g, '\\$&')}]${of}`);
  });
}

function argSpec({ name, isSeveral, ...offer }: Required<Place>['args']): string {
  return `${isSeveral ? '*' : '1'}:${message(name)}:${actionOf(offer)}`;
}

/** A blank offers nothing. */
function actionOf({ choices, path }: Offer): string {
  if (path) return path === 'file' ? '_files' : '_files -/';
  return choices.length > 0 ? `(${choices.join(' ')})` : ' ';
}

function message(name: string): string {
  return name.replaceAll(':', '\\:');
}

function indented(columns: number) {
  return (line: string) => ' '.repeat(columns) + line;
}
