import { parse, type CallExpression, type Expression, type NewExpression, type Node, type SpreadElement } from 'acorn'

// Why no library: of the 18 faults that scripts.test.ts lists, es-check 9.8.1 misses 12 (with --checkFeatures too), among them \p{…} and
// named groups, each of which ends the whole script in Chromium 63. Asked for ES2017 it still misses all 10 patterns that are made of
// strings, and rejects lookbehind, which Chromium 63 has.

const ECMA_VERSION = 2018
/** What ES2018 has and Chromium 63 lacks: it came with 64, and ends a whole script. */
const TOO_NEW_IN_A_PATTERN = /\\p\{|\(\?<[^=!]/i
/** Methods that make a pattern of a string. */
const PATTERN_METHODS = new Set(['match', 'matchAll', 'search'])

/**
 * Parses a script as Chromium 63 does.
 *
 * @param mayBuildPatterns accepts patterns that are put together at run time, which cannot be judged before
 * @throws a `SyntaxError` where Chromium 63 would: when it reads the script, or later, when a pattern is made of a string
 */
export function parseAsOld(script: string, { mayBuildPatterns = false } = {}): void {
  const program = parse(script, {
    ecmaVersion: ECMA_VERSION,
    sourceType: 'script',
    onToken(token) {
      if (token.type.label !== 'regexp') return
      const { pattern } = (token as unknown as { value: { pattern: string } }).value
      if (TOO_NEW_IN_A_PATTERN.test(pattern))
        throw new SyntaxError(`a pattern that is too new: ${pattern.slice(0, 80)}`)
    },
  })
  const nodes = [...nodesIn(program)]
  for (const node of nodes) {
    if (!isCall(node)) continue
    const [pattern, flags] = node.arguments
    if (PATTERN_METHODS.has(nameOf(node.callee))) textsOf(pattern, nodes)?.forEach((text) => checkPattern(text, ''))
    if (nameOf(node.callee) !== 'RegExp' || !pattern) continue
    const texts = textsOf(pattern, nodes)
    const [flagText] = flags ? (textsOf(flags, nodes) ?? [undefined]) : ['']
    if (texts && flagText !== undefined) texts.forEach((text) => checkPattern(text, flagText))
    else if (!mayBuildPatterns) throw new SyntaxError(`a pattern that is built: ${script.slice(node.start, node.end)}`)
  }
  if (!mayBuildPatterns && nodes.some((node) => renamesRegExp(node))) throw new SyntaxError('RegExp by another name')
}

/** As a literal, so that it is judged like one. */
function checkPattern(pattern: string, flags: string): void {
  const { source } = new RegExp(pattern, flags)
  parseAsOld(`/${source}/${flags}`)
}

function* nodesIn(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesIn(item)
  else if (typeof value === 'object' && value !== null && 'type' in value) {
    yield value as Node
    yield* nodesIn(Object.values(value))
  }
}

function isCall(node: Node): node is CallExpression | NewExpression {
  return node.type === 'CallExpression' || node.type === 'NewExpression'
}

/** What is called: `RegExp`, and `window.RegExp` too. */
function nameOf(callee: Node): string {
  const { type, name, property } = callee as Node & { name?: string; property?: Node }
  if (type === 'Identifier') return name ?? ''
  return property ? nameOf(property) : ''
}

/** The texts that an argument can be; none for a literal pattern, which was judged already; undefined when it cannot be told. */
function textsOf(argument: Expression | SpreadElement | undefined, nodes: readonly Node[]): string[] | undefined {
  if (argument?.type === 'Literal') return 'regex' in argument ? [] : [String(argument.value)]
  if (argument?.type === 'TemplateLiteral' && argument.expressions.length === 0)
    return argument.quasis.map(({ value }) => value.cooked ?? '')
  if (argument?.type !== 'Identifier') return undefined
  const values = nodes.flatMap((node) => valueGiven(node, argument.name) ?? [])
  const texts = values.map((value) => (value.type === 'Identifier' ? undefined : textsOf(value, nodes)))
  return texts.length > 0 && texts.every((text) => text !== undefined) ? texts.flat() : undefined
}

/** What a node says that a name is. */
function valueGiven(node: Node, name: string): Expression | undefined {
  const { id, init, left, right } = node as Node & { id?: Node; init?: Expression; left?: Node; right?: Expression }
  if (node.type === 'VariableDeclarator' && id && nameOf(id) === name) return init ?? undefined
  return node.type === 'AssignmentExpression' && left && nameOf(left) === name ? right : undefined
}

function renamesRegExp(node: Node): boolean {
  const { init, right } = node as Node & { init?: Node | null; right?: Node }
  const value = node.type === 'VariableDeclarator' ? init : node.type === 'AssignmentExpression' ? right : undefined
  return Boolean(value) && nameOf(value as Node) === 'RegExp'
}
