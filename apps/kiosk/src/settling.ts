import { onMounted, onScopeDispose, shallowReadonly, shallowRef, type ShallowRef } from 'vue'

// The second half of a double tap comes within it; a person who has seen the new screen is slower.
const SETTLES_MS = 500

/** Whether a screen has only just come, so that a touch on it is still meant for the one before. */
export function useSettling(): Readonly<ShallowRef<boolean>> {
  const isSettling = shallowRef(true)
  let timer: ReturnType<typeof setTimeout> | undefined
  onMounted(() => {
    timer = setTimeout(() => (isSettling.value = false), SETTLES_MS)
  })
  onScopeDispose(() => clearTimeout(timer))
  return shallowReadonly(isSettling)
}
