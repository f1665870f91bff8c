// What pages of the site do beyond HTML: a button that copies each piece of code, and addresses that work as they stand.

const PLACEHOLDER = 'https://cdn.example/';
const library = new URL('./lib/', import.meta.url).href;

// A pasted page is to work at once, so the code shows where this site's copy of the library lies.
if (document.querySelector('.live')) {
  for (const code of document.querySelectorAll('.code code')) replaceIn(code);
}

function replaceIn(node) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) child.data = child.data.replaceAll(PLACEHOLDER, library);
    else replaceIn(child);
  }
}

for (const block of document.querySelectorAll('.code')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    const done = await navigator.clipboard?.writeText(block.querySelector('code').textContent).then(
      () => true,
      () => false,
    );
    button.textContent = done ? 'Copied' : 'Select and copy';
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 1600);
  });
  block.append(button);
}
