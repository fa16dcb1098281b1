import type { Browser, LaunchOptions } from 'playwright-core'

export function launchOptions(): LaunchOptions
export function launchBrowser(): Promise<Browser>
