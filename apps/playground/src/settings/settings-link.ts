import { DEFAULT_SETTINGS, type Settings } from './settings.ts'

/** Reads settings out of the fragment of an address; what it does not have is as by default. */
export function settingsFromAddress(_fragment: string): Settings {
  return DEFAULT_SETTINGS
}
