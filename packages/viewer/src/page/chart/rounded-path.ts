/** A point of the picture. */
interface Point {
  x: number
  y: number
}

const RADIUS = 7

/** An SVG path through these points, with its corners rounded. */
export function roundedPath(points: readonly Point[]): string {
  const [first, ...rest] = points
  if (!first) return ''
  const corners = rest.map((point, index) => {
    const next = rest[index + 1]
    if (!next) return `L${point.x} ${point.y}`
    const before = towards(point, index === 0 ? first : (rest[index - 1] as Point))
    const after = towards(point, next)
    return `L${before.x} ${before.y}Q${point.x} ${point.y} ${after.x} ${after.y}`
  })
  return `M${first.x} ${first.y}${corners.join('')}`
}

/** A little on the way from a corner to a neighbour, at most half of it. */
function towards(corner: Point, other: Point): Point {
  const length = Math.hypot(other.x - corner.x, other.y - corner.y)
  const part = length === 0 ? 0 : Math.min(RADIUS, length / 2) / length
  return { x: corner.x + (other.x - corner.x) * part, y: corner.y + (other.y - corner.y) * part }
}
