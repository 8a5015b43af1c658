# The mockgemini server: docker build -t mockgemini . && docker run -p 8765:8765 mockgemini
FROM python:3.12-slim AS build
COPY . /src
RUN python -m venv /opt/mockgemini && /opt/mockgemini/bin/pip install --no-cache-dir /src

FROM python:3.12-slim
COPY --from=build /opt/mockgemini /opt/mockgemini
ENV PATH="/opt/mockgemini/bin:$PATH" PYTHONUNBUFFERED=1
RUN useradd --create-home mockgemini
USER mockgemini
WORKDIR /home/mockgemini
EXPOSE 8765
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8765/__mockgemini__/health', timeout=2)"]
# SIGTERM is what `docker stop` sends; it ends the server cleanly, recordings written.
ENTRYPOINT ["mockgemini"]
CMD ["serve", "--host", "0.0.0.0", "--allow-host", "localhost"]
