interface Machine {
  states: object
}

/** One arrow of the picture: from one of the seven states to another, and why. */
export interface Arrow {
  from: string
  to: string
  reasons: { text: string; isEvent: boolean }[]
}

export function chartMarkdown(machine: Machine): string

export function arrowsOf(machine: Machine): Arrow[]
