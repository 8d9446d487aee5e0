import type { CompletedOption, CompletionTree, Offer, Place, Word } from './tree.ts';

/**
 * The script for Windows PowerShell 5.1 and PowerShell 7. It is all ASCII: Windows PowerShell reads what a program prints
 * in the code page of the console.
 */
export function powershellScript({ places, shared, valued }: CompletionTree): string {
  const data = {
    valued,
    shared: shared.map(optionData),
    places: places.map((place) => ({
      path: place.path,
      words: place.words,
      options: place.options.map(optionData),
      args: argsData(place),
    })),
  };
  return `# Completions of cert-tool for PowerShell, made by "cert-tool completion powershell".

Register-ArgumentCompleter -Native -CommandName 'cert-tool', 'cert-tool.cmd', 'cert-tool.exe', 'cert-tool.ps1' -ScriptBlock (& {
  $tree = ConvertFrom-Json '${ascii(JSON.stringify(data)).replaceAll("'", "''")}'
${COMPLETER}
})
`;
}

/** With the same rules as in the other shells. What is written as '' keeps PowerShell from offering files. */
const COMPLETER = `  {
    param($typed, $ast, $cursor)
    $path = ''
    $option = ''
    $ended = $false
    $before = @($ast.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursor })
    foreach ($word in $before.ForEach({ $_.Extent.Text })) {
      if ($ended) { continue }
      if ($option) { $option = '' }
      elseif ($word -ceq '--') { $ended = $true }
      elseif ($word -clike '-*') { if ($tree.valued -ccontains $word) { $option = $word } }
      else {
        $next = "$path $word".Trim()
        if ($tree.places.path -ccontains $next) { $path = $next }
      }
    }
    $place = $tree.places | Where-Object { $_.path -ceq $path }
    $options = @($place.options) + @($tree.shared)
    $prefix = ''
    if (-not $option -and -not $ended -and $typed -clike '--*=*') {
      $option = $typed.Substring(0, $typed.IndexOf('='))
      $prefix = "$option="
      $typed = $typed.Substring($prefix.Length)
    }
    if ($option) { $offer = @($options | Where-Object { $_.names -ccontains $option })[0].value }
    elseif (-not $ended -and $typed -clike '-*') {
      $offer = [pscustomobject]@{ paths = ''; words = @($options | ForEach-Object {
        foreach ($name in $_.names) { [pscustomobject]@{ name = $name; help = $_.help } }
      }) }
    }
    else { $offer = [pscustomobject]@{ paths = $place.args.paths; words = @($place.words) + @($place.args.words) } }
    if ($offer.paths) {
      $found = @([System.Management.Automation.CompletionCompleters]::CompleteFilename($typed) |
        Where-Object { $offer.paths -ne 'folder' -or $_.ResultType -eq 'ProviderContainer' })
      if ($found.Count -eq 0) { return '' }
      return $found | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($prefix + $_.CompletionText, $_.ListItemText, $_.ResultType, $_.ToolTip)
      }
    }
    $fitting = @($offer.words | Where-Object { $_ -and $_.name.StartsWith($typed, [System.StringComparison]::Ordinal) })
    if ($fitting.Count -eq 0) { return '' }
    $fitting | ForEach-Object {
      [System.Management.Automation.CompletionResult]::new($prefix + $_.name, $_.name, 'ParameterValue', $_.help)
    }
  }.GetNewClosure()`;

function optionData({ names, help, value }: CompletedOption) {
  return { names, help, ...(value && { value: offerData(value) }) };
}

function argsData({ args }: Place) {
  return args ? offerData(args) : { paths: '', words: [] };
}

/** A word must have a description there. */
function offerData({ choices, path }: Offer): { paths: string; words: Word[] } {
  return { paths: path ?? '', words: choices.map((name) => ({ name, help: name })) };
}

function ascii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
