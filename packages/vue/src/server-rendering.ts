import { hasInjectionContext, inject, ssrContextKey } from 'vue'

/** Whether a server renders: no scope ends there by itself, so what is started would never stop. */
export function isServerRendering(): boolean {
  return hasInjectionContext() && inject(ssrContextKey, undefined) !== undefined
}
