const MARGIN = '  '

/** Facts as lines, as many in each as fit; none is broken. */
export function factLines(facts: Readonly<Record<string, string>>, columns: number): string[] {
  const parts = Object.entries(facts).map(([name, value]) => `${name} ${value}`)
  return fill(parts, columns, ' · ').map((line) => MARGIN + line)
}

/** A command of a shell as lines, which break between its flags; each but the last ends with a backslash. */
export function commandLines(words: readonly string[], columns: number): string[] {
  const lines = fill(words, columns - ' \\'.length, ' ')
  return lines.map((line, index) => MARGIN + line + (index < lines.length - 1 ? ' \\' : ''))
}

function fill(parts: readonly string[], columns: number, between: string): string[] {
  const lines: string[] = []
  for (const part of parts) {
    const longer = `${lines.at(-1)}${between}${part}`
    if (lines.length > 0 && longer.length <= columns - MARGIN.length) lines[lines.length - 1] = longer
    else lines.push(part)
  }
  return lines
}
