import type { ELK, ElkExtendedEdge, ElkNode, ElkPoint } from 'elkjs/lib/elk-api.js'
import { boxWidth, headHeight, labelWidth, metrics } from './metrics.ts'
import type { Arrow, Box, Label, Picture } from './picture.ts'

/** A picture with places, in units of the picture. Frames come before what is inside them. */
export interface Layout {
  width: number
  height: number
  boxes: readonly PlacedBox[]
  arrows: readonly PlacedArrow[]
}

/** A rectangle. */
export interface Place {
  x: number
  y: number
  width: number
  height: number
}

/** A state with its place. */
export interface PlacedBox extends Place {
  box: Box
}

/** An arrow with the points that it goes through and the places of its labels. */
export interface PlacedArrow {
  arrow: Arrow
  points: readonly ElkPoint[]
  labels: readonly (Place & { label: Label })[]
}

// From top to bottom in the order of the chart, arrows around what is inside of other states, labels on the arrows.
const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.json.edgeCoords': 'ROOT',
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.spacing.nodeNodeBetweenLayers': '12',
  'elk.layered.spacing.edgeNodeBetweenLayers': '9',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '9',
  'elk.spacing.nodeNode': '28',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '12',
  'elk.padding': '[top=8,left=22,bottom=8,right=8]',
}

/** Finds a place for everything. Rejects when ELK cannot. */
export async function layOut({ boxes, arrows }: Picture, elk: Pick<ELK, 'layout'>): Promise<Layout> {
  const placed: ElkNode = await elk.layout<ElkNode>({
    id: 'picture',
    layoutOptions: OPTIONS,
    children: boxes.map(nodeOf),
    edges: arrows.map(edgeOf),
  })
  const boxOfNode = new Map(boxes.flatMap(withInner).map((box) => [nodeId(box.state.path), box]))
  const edges = new Map((placed.edges ?? []).map((edge) => [edge.id, edge]))
  return {
    width: placed.width ?? 0,
    height: placed.height ?? 0,
    boxes: (placed.children ?? []).flatMap((node) => placeBoxes(node, boxOfNode, 0, 0)),
    arrows: arrows.map((arrow) => placeArrow(arrow, edges.get(arrow.id))),
  }
}

function withInner(box: Box): Box[] {
  return [box, ...box.children.flatMap(withInner)]
}

/** ELK needs ids that are not empty, and the root's path is empty. */
function nodeId(path: string): string {
  return `/${path}`
}

function nodeOf(box: Box): ElkNode {
  const width = boxWidth(box)
  const head = headHeight(box)
  if (box.children.length === 0) return { id: nodeId(box.state.path), width, height: head }
  return {
    id: nodeId(box.state.path),
    children: box.children.map(nodeOf),
    layoutOptions: {
      'elk.padding': `[top=${head + 4},left=22,bottom=14,right=14]`,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': `(${width},${head})`,
    },
  }
}

function edgeOf({ id, from, to, labels }: Arrow): ElkExtendedEdge {
  return {
    id,
    sources: [nodeId(from)],
    targets: [nodeId(to)],
    labels: labels.map((label) => ({
      text: label.text,
      width: labelWidth(label),
      height: metrics.labelHeight,
      layoutOptions: { 'elk.edgeLabels.inline': 'true' },
    })),
  }
}

function placeBoxes(node: ElkNode, boxes: ReadonlyMap<string, Box>, left: number, top: number): PlacedBox[] {
  const box = boxes.get(node.id)
  if (!box) return []
  const x = left + (node.x ?? 0)
  const y = top + (node.y ?? 0)
  const inner = (node.children ?? []).flatMap((child) => placeBoxes(child, boxes, x, y))
  return [{ box, x, y, width: node.width ?? 0, height: node.height ?? 0 }, ...inner]
}

function placeArrow(arrow: Arrow, edge: ElkExtendedEdge | undefined): PlacedArrow {
  const points = (edge?.sections ?? []).flatMap((part) => [part.startPoint, ...(part.bendPoints ?? []), part.endPoint])
  const labels = arrow.labels.map((label, index) => {
    const { x = 0, y = 0, width = 0, height = 0 } = edge?.labels?.[index] ?? {}
    return { label, x, y, width, height }
  })
  return { arrow, points, labels }
}
