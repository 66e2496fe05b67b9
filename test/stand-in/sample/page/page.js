const list = document.querySelector('ul');
window.sample?.on((kind, value) => {
  const item = document.createElement('li');
  item.textContent = [kind, value].flat().join(' ');
  list?.append(item);
});
document.documentElement.dataset.ready = 'true';
