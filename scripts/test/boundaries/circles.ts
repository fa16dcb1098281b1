import { posix } from 'node:path'
import type { Import } from './imports.ts'

type Graph = Map<string, Set<string>>

/** The circles between the files of each workspace's `src`, each as a chain that ends where it began. */
export function circlesOfFiles(imports: readonly Import[]): string[] {
  return circlesIn(graphOf(relativeImports(imports)))
}

/**
 * The circles between neighbours: the files and folders that stand in one folder, with all that is in them. Without one, each folder has an
 * order from entry to ground, and no import leads upwards.
 */
export function circlesOfNeighbours(imports: readonly Import[]): string[] {
  const neighbours = new Map<string, [string, string][]>()
  for (const [from, to] of relativeImports(imports)) {
    const [folder, a, b] = whereTheyPart(from, to)
    if (a !== b) neighbours.set(folder, [...(neighbours.get(folder) ?? []), [a, b]])
  }
  return [...neighbours].flatMap(([folder, edges]) => circlesIn(graphOf(edges)).map((circle) => `${folder}: ${circle}`))
}

/** From file to file, inside `src`. */
function relativeImports(imports: readonly Import[]): [string, string][] {
  return imports.flatMap(({ from, file }) =>
    file && from.includes('/src/') && file.includes('/src/') ? [[from, file]] : [],
  )
}

/** The deepest folder that holds both, and the child of it that each is in. */
function whereTheyPart(from: string, to: string): [folder: string, a: string, b: string] {
  const [first, second] = [from.split('/'), to.split('/')]
  const depth = first.findIndex((name, index) => name !== second[index])
  return [posix.join(...first.slice(0, depth)), first[depth] ?? '', second[depth] ?? '']
}

function graphOf(edges: readonly [string, string][]): Graph {
  const graph: Graph = new Map()
  for (const [from, to] of edges) graph.set(from, (graph.get(from) ?? new Set()).add(to))
  return graph
}

/** One circle for each place where a depth-first walk comes back to its own path. */
function circlesIn(graph: Graph): string[] {
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (node: string, path: readonly string[]): void => {
    const start = path.indexOf(node)
    if (start >= 0) circles.push([...path.slice(start), node].join(' → '))
    if (start >= 0 || done.has(node)) return
    for (const next of graph.get(node) ?? []) visit(next, [...path, node])
    done.add(node)
  }
  for (const node of graph.keys()) visit(node, [])
  return circles
}
