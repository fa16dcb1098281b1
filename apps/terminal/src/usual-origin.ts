/** Where Vite serves pages, those of `npm run new` among them. */
export const USUAL_ORIGIN = 'http://localhost:5173'
