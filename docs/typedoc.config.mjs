// The API reference, from the types that are published: what an editor shows, and nothing else.
import { Converter, ReflectionKind } from 'typedoc'
import { publishedEntries } from './api-entries.mjs'

const entries = publishedEntries()

/** A module is called as it is imported, not as its file. */
function nameModules({ converter }) {
  converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    if (reflection.kind !== ReflectionKind.Module) return
    // Not by its symbol's id: that follows the source map of the types.
    const [file] = context.getSymbolFromReflection(reflection)?.declarations ?? []
    const fileName = file?.getSourceFile().fileName
    reflection.name = entries.find(({ types }) => types === fileName)?.name ?? reflection.name
  })
}

export default {
  name: 'API reference',
  entryPoints: entries.map(({ types }) => types),
  tsconfig: 'tsconfig.api.json',
  plugin: ['typedoc-plugin-markdown', nameModules],
  out: 'api',
  readme: 'none',

  // Types of others are theirs to explain; where a name is declared in a bundle of types says nothing.
  excludeExternals: true,
  disableSources: true,
  // A public symbol without a docstring, or one that is mentioned and not exported, is a warning.
  validation: { notExported: true, invalidLink: true, notDocumented: true },
  requiredToBeDocumented: ['Class', 'Function', 'Interface', 'TypeAlias', 'Variable'],

  // One page an entry point, what is called before what it is given.
  outputFileStrategy: 'modules',
  excludeScopesInPaths: true,
  entryFileName: 'index.md',
  groupOrder: ['Functions', 'Classes', 'Variables', '*'],
  hidePageHeader: true,
  hideBreadcrumbs: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  // VitePress would number two headings of one name otherwise than the links to them do.
  useCustomAnchors: true,
  // Vue would take {{ and < for its own.
  sanitizeComments: true,
  useHTMLEncodedBrackets: true,
}
