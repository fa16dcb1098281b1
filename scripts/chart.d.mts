interface Machine {
  states: object
}

/** One arrow of the picture: from one of the seven states to another, and why. */
export interface Arrow {
  from: string
  to: string
  reasons: { text: string; isEvent: boolean }[]
}

/** The chart as Markdown. `root`: what stands in it is true of any state. */
export function chartMarkdown(machine: Machine & { root: object }): string

export function arrowsOf(machine: Machine): Arrow[]
