// Served: asks whether the sources have changed and loads again, the view kept by the address.
(function () {
  let first = null;
  setInterval(async () => {
    try {
      const now = await (await fetch('/version', { cache: 'no-store' })).text();
      if (first !== null && now !== first) location.reload();
      first = now;
    } catch { say('The server has stopped'); }
  }, 1000);
})();
