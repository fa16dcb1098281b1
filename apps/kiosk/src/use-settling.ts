import { onBeforeUnmount, onMounted, onScopeDispose, shallowReadonly, shallowRef, type ShallowRef } from 'vue'

// The second half of a double tap comes within it; a person who has seen the new screen is slower. For pointers alone: a remote presses the
// button that has the focus, so the television needs another guard (its press-guard.ts).
const SETTLES_MS = 500

/** Whether the screen before had anything to touch: no touch can have been meant for one that had nothing. */
let hadButtons = false

/** Tells whether a screen has only just appeared, so that a touch on it is still meant for the one before. */
export function useSettling(screen: Readonly<ShallowRef<HTMLElement | null>>): Readonly<ShallowRef<boolean>> {
  const isSettling = shallowRef(hadButtons)
  let timer: ReturnType<typeof setTimeout> | undefined
  onMounted(() => {
    timer = setTimeout(() => (isSettling.value = false), SETTLES_MS)
  })
  onBeforeUnmount(() => (hadButtons = Boolean(screen.value?.querySelector('button'))))
  onScopeDispose(() => clearTimeout(timer))
  return shallowReadonly(isSettling)
}
