// The playground of the page on colours and sizes: what is chosen is set on the decoder below and written as a style sheet.

const form = document.querySelector('#theme');
const decoder = document.querySelector('#themed');
const style = document.querySelector('#style');
const dark = matchMedia('(prefers-color-scheme: dark)');
const chosen = new Map();

const isDark = () =>
  form.elements.scheme.value === 'light dark' ? dark.matches : form.elements.scheme.value === 'dark';

/** Colours that were not chosen show the default of the scheme. */
function showDefaults() {
  for (const input of form.querySelectorAll('[type="color"]')) {
    if (!chosen.has(input.name)) input.value = isDark() ? input.dataset.dark : input.dataset.light;
  }
}

function show() {
  const scheme = form.elements.scheme.value;
  decoder.style.cssText = [...chosen].map(([name, value]) => `${name}: ${value}`).join(';');
  decoder.style.colorScheme = scheme;
  const lines = [...chosen].map(([name, value]) => `  ${name}: ${value};`);
  if (scheme !== 'light dark') lines.unshift(`  color-scheme: ${scheme};`);
  style.textContent = `morse-decoder {\n${lines.join('\n')}\n}`;
}

form.addEventListener('input', ({ target }) => {
  if (target.name.startsWith('--')) {
    if (target.value.trim()) chosen.set(target.name, target.value.trim());
    else chosen.delete(target.name);
  }
  showDefaults();
  show();
});
form.addEventListener('submit', (event) => event.preventDefault());
dark.addEventListener('change', showDefaults);
showDefaults();
