/** How large a code can be and still fit its place: by the characters that have to stand side by side. */
export function codeSize({ length }: string): 'large' | 'medium' | 'small' | 'tiny' {
  if (length <= 9) return 'large'
  if (length <= 13) return 'medium'
  return length <= 24 ? 'small' : 'tiny'
}
