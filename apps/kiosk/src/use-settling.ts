import { onMounted, onScopeDispose, shallowReadonly, shallowRef, type ShallowRef } from 'vue'

// The second half of a double tap comes within it; a person who has seen the new screen is slower. For pointers alone: a remote presses the
// button that has the focus, so the television needs another guard (its press-guard.ts).
const SETTLES_MS = 500

/** Tells whether a screen has only just appeared, so that a touch on it is still meant for the one before. */
export function useSettling(): Readonly<ShallowRef<boolean>> {
  const isSettling = shallowRef(true)
  let timer: ReturnType<typeof setTimeout> | undefined
  onMounted(() => {
    timer = setTimeout(() => (isSettling.value = false), SETTLES_MS)
  })
  onScopeDispose(() => clearTimeout(timer))
  return shallowReadonly(isSettling)
}
