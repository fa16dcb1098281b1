import type { PlaygroundConfig } from '../playground-config.ts'
import { defaultSettings } from './default-settings.ts'
import type { Settings } from './settings.ts'
import { settingsFromFragment, settingsToFragment } from './settings-link.ts'

const KEY = 'device-flow playground settings'

/** Keeps settings in this browser, written as in a link: there is no secret in them. Where it lets nothing be kept, nothing is. */
export function keepSettings(settings: Settings): void {
  try {
    localStorage.setItem(KEY, settingsToFragment(settings))
  } catch {
    // A private window, or a full disk: the page works all the same.
  }
}

/** What was kept last; otherwise, and where that cannot be used, what the page starts with. */
export function keptSettings(config: PlaygroundConfig): Settings {
  try {
    const kept = settingsFromFragment(localStorage.getItem(KEY) ?? '')?.settings
    // Kept where there was an embedded server, and opened where there is none.
    if (kept && (kept.server !== 'embedded' || config.issuer)) return kept
  } catch {
    // This browser lets nothing be read.
  }
  return defaultSettings(config.issuer ? 'embedded' : 'scripted', config)
}
