import { onMounted, onScopeDispose } from 'vue'

/** Listens to the window before anything in it does, for as long as the component is there. */
export function useWindowEvent<Type extends keyof WindowEventMap>(
  type: Type,
  listener: (event: WindowEventMap[Type]) => void,
): void {
  onMounted(() => window.addEventListener(type, listener, { capture: true }))
  onScopeDispose(() => window.removeEventListener(type, listener, { capture: true }))
}
