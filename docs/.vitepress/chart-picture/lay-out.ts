import ELK, { type ElkNode } from 'elkjs/lib/elk.bundled.js'
import { START, type Arrow } from './arrow.ts'
import { labelSize, LINE_HEIGHT, linesOf, widthOf } from './text.ts'

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  // The source tells the story from its beginning: what it names first is further up, and the ways back go up.
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.spacing.nodeNodeBetweenLayers': '22',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  'elk.spacing.nodeNode': '16',
  'elk.spacing.edgeNode': '12',
  'elk.spacing.edgeEdge': '12',
  'elk.spacing.edgeLabel': '5',
}

const elk = new ELK()

/** Finds a place for every state, arrow and label, px. Edges come in the order of their arrows. */
export function layOut(arrows: readonly Arrow[]): Promise<ElkNode> {
  const states = new Set(arrows.flatMap(({ from, to }) => [from, to]))
  return elk.layout({
    id: 'diagram',
    layoutOptions: OPTIONS,
    children: [...states].map((id) => ({ id, ...boxSize(id) })),
    edges: arrows.map((arrow, index) => ({
      id: `arrow ${index}`,
      sources: [arrow.from],
      targets: [arrow.to],
      labels: arrow.reasons.length > 0 ? [{ text: ' ', ...labelSize(linesOf(arrow)) }] : [],
    })),
  })
}

function boxSize(state: string): { width: number; height: number } {
  if (state === START) return { width: 12, height: 12 }
  return { width: widthOf(state) + 36, height: LINE_HEIGHT + 18 }
}
