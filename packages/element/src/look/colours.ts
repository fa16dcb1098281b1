/**
 * Custom properties, each with a default for light and for dark. `light-dark()` follows the page's own `color-scheme`; engines that do not
 * know it show the light ones, or what the attribute `theme` says.
 */
export const colours = `
:host {
  --ink: var(--device-login-ink, #14262b);
  --soft: var(--device-login-soft, #4d6066);
  --ground: var(--device-login-ground, #fff);
  --panel: var(--device-login-panel, #eef4f3);
  --line: var(--device-login-line, #d5dfde);
  --accent: var(--device-login-accent, #0f5965);
  --on-accent: var(--device-login-on-accent, #fff);
  --trouble: var(--device-login-trouble, #8a4b00);
  --radius: var(--device-login-radius, 1.25em);
}
:host([theme='dark']) {
  --ink: var(--device-login-ink, #f7f2e7);
  --soft: var(--device-login-soft, #b9c6c4);
  --ground: var(--device-login-ground, #12262b);
  --panel: var(--device-login-panel, #1d363c);
  --line: var(--device-login-line, #2f4b51);
  --accent: var(--device-login-accent, #ffd58a);
  --on-accent: var(--device-login-on-accent, #1d1503);
  --trouble: var(--device-login-trouble, #ffd58a);
}
@supports (color: light-dark(#000, #fff)) {
  :host {
    --ink: var(--device-login-ink, light-dark(#14262b, #f7f2e7));
    --soft: var(--device-login-soft, light-dark(#4d6066, #b9c6c4));
    --ground: var(--device-login-ground, light-dark(#fff, #12262b));
    --panel: var(--device-login-panel, light-dark(#eef4f3, #1d363c));
    --line: var(--device-login-line, light-dark(#d5dfde, #2f4b51));
    --accent: var(--device-login-accent, light-dark(#0f5965, #ffd58a));
    --on-accent: var(--device-login-on-accent, light-dark(#fff, #1d1503));
    --trouble: var(--device-login-trouble, light-dark(#8a4b00, #ffd58a));
  }
}
:host([theme='light']) {
  color-scheme: light;
}
:host([theme='dark']) {
  color-scheme: dark;
}
`
