import ts from 'typescript';

/**
 * What a source imports, in its order.
 * @param {import('typescript').SourceFile} source
 * @returns {{node: object, from: string | undefined, isType: boolean, isLazy: boolean, names: string[]}[]} `from` is
 *   undefined where it is computed; `names` those that are imported as values; `isLazy` for `import()`
 */
export function importsIn(source) {
  const found = [];
  const visit = (node) => {
    const here = importIn(node, source.isDeclarationFile);
    if (here) found.push({ node, ...here });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function importIn(node, isDeclaration) {
  if (ts.isImportDeclaration(node)) {
    const clause = node.importClause;
    const named = clause?.namedBindings;
    const elements = named && ts.isNamedImports(named) ? named.elements : [];
    const onlyTypes = elements.length > 0 && !clause?.name && elements.every((each) => each.isTypeOnly);
    const isType = isDeclaration || clause?.phaseModifier === ts.SyntaxKind.TypeKeyword || onlyTypes;
    return imported(node.moduleSpecifier, { isType, names: elements.filter((each) => !each.isTypeOnly) });
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    const { exportClause } = node;
    const elements = exportClause && ts.isNamedExports(exportClause) ? exportClause.elements : [];
    const onlyTypes = elements.length > 0 && elements.every((each) => each.isTypeOnly);
    return imported(node.moduleSpecifier, {
      isType: isDeclaration || node.isTypeOnly || onlyTypes,
      names: elements,
    });
  }
  if (ts.isImportTypeNode(node)) return imported(node.argument.literal, { isType: true });
  if (ts.isCallExpression(node) && isLoader(node.expression)) {
    return imported(node.arguments[0], { isLazy: node.expression.kind === ts.SyntaxKind.ImportKeyword });
  }
  return undefined;
}

function isLoader(callee) {
  return (
    callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')
  );
}

function imported(specifier, { isType = false, isLazy = false, names = [] }) {
  const from = specifier && ts.isStringLiteralLike(specifier) ? specifier.text : undefined;
  return { from, isType, isLazy, names: names.map((each) => (each.propertyName ?? each.name).text) };
}
