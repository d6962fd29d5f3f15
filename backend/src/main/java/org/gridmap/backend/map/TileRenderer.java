package org.gridmap.backend.map;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import javax.sql.DataSource;
import org.gridmap.backend.sql.MapPool;
import org.gridmap.geodata.tile.TileClipper;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.VectorTile;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.stereotype.Component;

/** Draws one tile from the database: all layers, one after the other, from one question to it. */
@Component
public class TileRenderer {
  private final DataSource dataSource;
  private final List<TileLayer> layers;

  TileRenderer(@MapPool DataSource dataSource, List<TileLayer> layers) {
    this.dataSource = dataSource;
    this.layers = List.copyOf(layers);
  }

  /** What is drawn for somebody. */
  List<MapLayer> list(boolean drafts) {
    return drawn(drafts).stream().map(TileLayer::layer).toList();
  }

  private List<TileLayer> drawn(boolean drafts) {
    return layers.stream().filter(one -> drafts || !one.layer().isOfDrafts()).toList();
  }

  /**
   * The tile as it is sent, without any cache; empty if nothing lies in it.
   *
   * @param divisions the divisions whose grids are wanted; null means all that are shown
   * @param drafts whether divisions that are not in force are drawn
   * @throws org.springframework.dao.DataAccessException if the database does not answer
   */
  public byte[] render(TileCoordinate tile, @Nullable List<Long> divisions, boolean drafts) {
    try (Connection connection = dataSource.getConnection()) {
      TileRequest request =
          new TileRequest(tile, divisions, drafts, TileClipper.of(tile), connection);
      TileBatch batch = new TileBatch(request);
      List<TileLayer> asked = drawn(drafts);
      asked.forEach(layer -> layer.ask(request, batch));
      VectorTile drawn = new VectorTile();
      TileRows rows = batch.run();
      for (TileLayer layer : asked) {
        layer.draw(request, rows, drawn);
      }
      return drawn.toBytes();
    } catch (SQLTransientConnectionException e) {
      throw new DataAccessResourceFailureException("No connection for a tile", e);
    } catch (SQLException e) {
      throw new UncategorizedSQLException("drawing tile " + tile, null, e);
    }
  }
}
