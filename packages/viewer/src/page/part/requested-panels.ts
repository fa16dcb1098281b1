/** The names that the address may ask for. */
export const PANEL_NAMES = ['chart', 'events', 'polls', 'actors', 'send', 'details'] as const

/** A panel by its name in the address. */
export type PanelName = (typeof PANEL_NAMES)[number]

/** Every panel. */
export const ALL_PANELS: ReadonlySet<PanelName> = new Set(PANEL_NAMES)

/** The part of the viewer that an address asks for. */
export interface RequestedPanels {
  panels: ReadonlySet<PanelName>
  /** Names that no panel has. */
  unknown: readonly string[]
}

/** Reads `?panels=chart,polls`; nothing when the address asks for no part, and so for all of the viewer. */
export function requestedPanels(search: string): RequestedPanels | undefined {
  const asked = new URLSearchParams(search).getAll('panels')
  if (asked.length === 0) return undefined
  const names = asked
    .join()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return {
    panels: new Set(PANEL_NAMES.filter((name) => names.includes(name))),
    unknown: names.filter((name) => !PANEL_NAMES.some((known) => known === name)),
  }
}
